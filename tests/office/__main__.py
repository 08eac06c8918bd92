"""Prepares the office's people and its one client, then serves."""

import os
import sys
from wsgiref.simple_server import make_server


def main(state: str, port: int, naru: str) -> None:
    os.environ |= {"OFFICE_STATE": state, "DJANGO_SETTINGS_MODULE": "tests.office.settings"}
    import django

    django.setup()
    from allauth.account.models import EmailAddress
    from allauth.idp.oidc.models import Client
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    from tests.office import CLIENT, PASSWORD, PEOPLE, SECRET

    call_command("migrate", verbosity=0)
    for name, (email, is_verified) in PEOPLE.items():
        person = User.objects.create_user(name, email, PASSWORD, first_name=name)
        EmailAddress.objects.create(user=person, email=email, verified=is_verified, primary=True)
    client = Client(id=CLIENT, name="Naru", skip_consent=True)
    client.set_secret(SECRET)
    client.set_redirect_uris([f"{naru}/account/oidc/office/login/callback/"])
    client.set_scopes(["openid", "profile", "email"])
    client.set_default_scopes(["openid"])
    client.save()
    make_server("127.0.0.1", port, get_wsgi_application()).serve_forever()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
