"""Django settings: one file, read from the environment through `env`."""

from pathlib import Path
from typing import Any

from naru.config import env, rooms

BASE_DIR = Path(__file__).resolve().parents[1]
DEBUG = env.flag("NARU_DEBUG", False)
SECRET_KEY = env.secret_key()
ALLOWED_HOSTS = env.listed("NARU_HOSTS", "127.0.0.1,localhost,testserver")
CSRF_TRUSTED_ORIGINS = env.listed("NARU_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    *[f"naru.base.{name}" for name in rooms.BASE],
    *[f"naru.domain.{name}" for name in rooms.NAMES],
    "naru.document.exchange",
    "naru.web",
    "naru.cli",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "ninja",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "naru.web.guard.Guard",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "naru.web.looking.KeepAccessLog",
    "naru.web.middleware.TranslateErrors",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "naru.web.templatetags.naru",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "naru.web.context.page",
            ],
        },
    }
]
COTTON_DIR = "components"

ROOT_URLCONF = "naru.config.urls"
WSGI_APPLICATION = "naru.config.wsgi.application"
DATABASES = {"default": env.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "naru.web.account.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.flag("NARU_HTTPS", False)
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", "한국어"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Seoul"

STATIC_URL = "static/"
STATIC_ROOT = env.state_dir() / "static"
STATICFILES_DIRS = [
    BASE_DIR / "web" / "static",
    *([("vendor", env.ROOT / "frontend" / "vendor")] if (env.ROOT / "frontend" / "vendor").is_dir() else []),
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
#: Styles and scripts carry a digest in their address; fonts and pictures change with an upgrade of their package only.
WHITENOISE_MAX_AGE = 0 if DEBUG else 30 * 24 * 3600
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "naru.web.assets.Versioned"},
}
MEDIA_ROOT = env.state_dir() / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

#: Letters are files in the state folder until NARU_SMTP_HOST names a server: they hold personal data and are no log.
EMAIL_HOST = env.text("NARU_SMTP_HOST", "")
EMAIL_PORT = int(env.text("NARU_SMTP_PORT", "587"))
EMAIL_HOST_USER = env.text("NARU_SMTP_USER", "")
EMAIL_HOST_PASSWORD = env.text("NARU_SMTP_PASSWORD", "")
EMAIL_USE_TLS = env.flag("NARU_SMTP_TLS", True)
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = str(env.state_dir() / "outbox")
DEFAULT_FROM_EMAIL = env.text("NARU_MAIL_FROM", "naru@localhost")

#: Where mails lead (`naru digest`): the address that people type.
SITE_ADDRESS = env.text("NARU_SITE", "http://127.0.0.1:8000")

#: Figures that take long to count (base/audit/kept.py); files, so that all processes of a machine share them.
CACHES: dict[str, dict[str, Any]] = {
    "figures": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": env.state_dir() / "figures",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}

#: Long work is done at once, in the request, unless a worker is there to take it (`naru worker`, NARU_INLINE=0).
JOBS_INLINE = env.flag("NARU_INLINE", True)

# --- The guard: sign-in, sessions, headers, limits and logs -------------------------------------------------------

#: Two factors for the roles that the dated rule names (base.admission.rules); a district's waiver lifts it openly.
SECOND_FACTOR_REQUIRED = True
MFA_ADAPTER = "naru.web.account.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_TOTP_ISSUER = "Naru"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
MFA_FORMS = {
    "authenticate": "naru.web.factors.Authenticate",
    "reauthenticate": "naru.web.factors.Reauthenticate",
    "activate_totp": "naru.web.factors.ActivateApp",
    "add_webauthn": "naru.web.factors.AddKey",
    "edit_webauthn": "naru.web.factors.NameKey",
}
ACCOUNT_FORMS = {"reauthenticate": "naru.web.factors.Password"}

#: The sign-in of an office of education; nobody gets an account by it who was not invited.
OFFICE_SIGN_IN = env.office_sign_in()
SOCIALACCOUNT_ADAPTER = "naru.web.account.OfficeAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": OFFICE_SIGN_IN}}
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False

#: How the site stands behind other machines: how many of them may say for whom they ask (limits, access log).
PROXIES = TRUSTED_PROXIES = env.whole("NARU_PROXIES", 0)
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
NINJA_NUM_PROXIES = PROXIES
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None

#: Idle and absolute ends stand in base.admission.rules; the cookie lives no longer than the longest of them.
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "__Host-naru" if SESSION_COOKIE_SECURE else "naru"
CSRF_COOKIE_NAME = "__Host-naru-csrf" if SESSION_COOKIE_SECURE else "csrftoken"
CSRF_COOKIE_HTTPONLY = False
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = SESSION_COOKIE_SECURE
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SESSION_COOKIE_SECURE else 0
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'", *sorted({each["settings"]["origin"] for each in OFFICE_SIGN_IN})],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}

#: Limits on guessing are counted in the database, so that all processes share one count and a restart forgets nothing.
#: Calls of the API are counted in the process: a row written for each call would cost more than the call.
CACHES |= {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "naru_limits"},
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "calls"},
}
ACCOUNT_RATE_LIMITS = {"open_invitation": "30/m/ip"}
API_RATE = "600/m"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"personal": {"()": "naru.base.privacy.logs.WithoutPersonalData"}},
    "formatters": {"plain": {"()": "naru.base.privacy.logs.Formatter", "format": "%(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "filters": ["personal"], "formatter": "plain"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own handlers would print what the filter never saw.
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}
