"""Devices with passkeys, in a browser that only pretends to have them."""

A_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def device(page):
    """A device with a fingerprint reader that always sees the right finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    added = session.send("WebAuthn.addVirtualAuthenticator", {"options": A_DEVICE})
    page.device = session, added["authenticatorId"]


def forget_the_finger(page):
    """From now on the device of this window sees the wrong finger."""
    session, authenticator = page.device
    session.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
