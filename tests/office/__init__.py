"""An office of education's sign-in for the tests: a real OIDC provider (allauth.idp.oidc) in a process of its own.

python -m tests.office STATE PORT NARU      serves on 127.0.0.1:PORT for the Naru at the address NARU
"""

CLIENT, SECRET, PASSWORD = "naru", "office-secret", "office-test-1"
#: name: (address, is it verified at the office)
PEOPLE = {
    "known": ("teacher@school.example", True),
    "unverified": ("lead@school.example", False),
    "unknown": ("nobody@elsewhere.example", True),
    "invited": ("newcomer@school.example", True),
}
