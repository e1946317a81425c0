"""Whose telephone numbers are looked for where they are written without their country."""

from phonenumbers import PhoneNumberType

#: A few large countries of each way of writing numbers: what is right in one of them is taken for a number there.
LIKELY = (
    *("GB", "US", "IE", "AU", "NZ", "ZA", "IN", "DE", "AT", "CH", "FR", "BE", "NL", "ES", "PT", "IT", "PL", "TR"),
    *("RU", "BR", "MX", "SE", "NO", "DK", "FI", "CZ", "HU", "GR", "RO", "IL", "JP"),
)
#: Telephone numbers that can be somebody's. A free one is a help line's: reports may be about that.
OWNED = {
    *(PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE),
    *(PhoneNumberType.VOIP, PhoneNumberType.PERSONAL_NUMBER, PhoneNumberType.PAGER),
}
