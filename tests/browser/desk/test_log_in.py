"""The log-in and second factors in a browser: passkeys, a phone's width, no JavaScript."""

from django.urls import reverse

from tests.accounts.second_factor import code_of, with_app
from tests.browser import IN_A_BROWSER
from tests.browser.devices import A_DEVICE, device
from tests.browser.judges import judge
from tests.browser.newsroom import Desk
from tests.factories.accounts import PASSWORD

pytestmark = IN_A_BROWSER

ENTRANCE = ("account_login", "account_reset_password", "account_reset_password_done", "account_inactive")
OWN_ACCOUNT = (
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
)


def confirm(page):
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Confirm").click()


def log_out(page, address):
    page.goto(f"{address}{reverse('account_logout')}")
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url(f"{address}/admin/login/")


def test_the_pages_of_log_in_and_second_factors_are_accessible(live_server, window, people):
    page = window()
    for name in ENTRANCE:
        judge(page, live_server.url + reverse(name))

    Desk(page, live_server.url).log_in(people["writer"].email, PASSWORD)
    page.goto(live_server.url + reverse("mfa_activate_totp"))
    confirm(page)
    for name in OWN_ACCOUNT:
        judge(page, live_server.url + reverse(name))


def test_a_passkey_is_a_second_factor_and_a_log_in_of_its_own(live_server, window, people):
    page, address = window(), live_server.url
    device(page)
    Desk(page, address).log_in(people["writer"].email, PASSWORD)
    page.goto(address + reverse("mfa_add_webauthn"))
    confirm(page)

    page.get_by_label("Log in with it alone").check()
    page.get_by_role("button", name="Add the passkey").click()
    page.locator(".account__codes").wait_for()

    log_out(page, address)
    page.get_by_role("button", name="Log in with a passkey").click()
    page.wait_for_url(f"{address}/admin/")

    log_out(page, address)
    page.fill("[name=login]", people["writer"].email)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{address}/admin/")


def test_a_device_without_a_passkey_says_so(live_server, window):
    page = window()
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {**A_DEVICE, "isUserVerified": False}})
    page.goto(f"{live_server.url}/admin/login/")

    page.get_by_role("button", name="Log in with a passkey").click()

    page.get_by_text("No passkey was used.").wait_for()


def test_password_and_code_log_in_without_javascript(live_server, window, people):
    secret = with_app(people["writer"])
    page = window(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page.goto(f"{live_server.url}/admin/login/?next=/admin/review/")

    assert page.get_by_role("button").count() == 1
    page.fill("[name=login]", people["writer"].email)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Log in", exact=True).click()

    page.wait_for_url(f"{live_server.url}/admin/review/")
