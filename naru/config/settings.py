"""Django settings: one file, read from the environment through `env`."""

from pathlib import Path

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
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "ninja",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
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
SESSION_COOKIE_AGE = 8 * 60 * 60
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
MEDIA_ROOT = env.state_dir() / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

#: Mail is printed on the console until NARU_SMTP_HOST names a server.
EMAIL_HOST = env.text("NARU_SMTP_HOST", "")
EMAIL_PORT = int(env.text("NARU_SMTP_PORT", "587"))
EMAIL_HOST_USER = env.text("NARU_SMTP_USER", "")
EMAIL_HOST_PASSWORD = env.text("NARU_SMTP_PASSWORD", "")
EMAIL_USE_TLS = env.flag("NARU_SMTP_TLS", True)
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
DEFAULT_FROM_EMAIL = env.text("NARU_MAIL_FROM", "naru@localhost")

#: Where mails lead (`naru digest`): the address that people type.
SITE_ADDRESS = env.text("NARU_SITE", "http://127.0.0.1:8000")

#: Figures that take long to count (base/audit/kept.py); files, so that all processes of a machine share them.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "figures": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": env.state_dir() / "figures",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}

#: Long work is done at once, in the request, unless a worker is there to take it (`naru worker`, NARU_INLINE=0).
JOBS_INLINE = env.flag("NARU_INLINE", True)

#: How many proxies of ours stand before the server: whose word on a sender's address is believed (access log).
TRUSTED_PROXIES = int(env.text("NARU_PROXIES", "0"))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
