"""Superset's settings: one machine, one reader, nothing that leaves it.

Superset reads them through SUPERSET_CONFIG_PATH.
"""

from __future__ import annotations

import os

SECRET_KEY = os.environ["GONGKAI_BI_SECRET"]
SQLALCHEMY_DATABASE_URI = f"sqlite:///{os.environ['GONGKAI_BI_METADATA']}?check_same_thread=false"
WTF_CSRF_TIME_LIMIT = None

# The mart is a file beside us, which Superset calls unsafe; it is opened read-only.
PREVENT_UNSAFE_DB_CONNECTIONS = False


def USER_AGENT_FUNC(database: object, source: object) -> str:
    """One name for all connections: DuckDB refuses a second one to a file under other settings."""
    return "gongkai"


# Nothing is kept of an answer: what was published a moment ago must be seen.
CACHE_CONFIG = {"CACHE_TYPE": "NullCache"}
DATA_CACHE_CONFIG = {"CACHE_TYPE": "NullCache"}
RATELIMIT_ENABLED = False

# Superset's own policy lets pictures, tiles and fonts come from elsewhere. Ours does not.
TALISMAN_CONFIG = {
    "content_security_policy": {
        "base-uri": ["'self'"],
        "default-src": ["'self'"],
        "img-src": ["'self'", "blob:", "data:"],
        "worker-src": ["'self'", "blob:"],
        "connect-src": ["'self'"],
        "object-src": "'none'",
        "style-src": ["'self'", "'unsafe-inline'"],
        "script-src": ["'self'", "'strict-dynamic'"],
    },
    "content_security_policy_nonce_in": ["script-src"],
    "force_https": False,
    "session_cookie_secure": False,
}
ENABLE_CORS = False

APP_NAME = "公开 gongkai"
BABEL_DEFAULT_LOCALE = "zh"
LANGUAGES = {
    "zh": {"flag": "cn", "name": "中文"},
    "en": {"flag": "us", "name": "English"},
}
