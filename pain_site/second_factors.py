"""How authenticator apps and browsers call this site, which an administrator says in the admin."""

from articles.reading.site_settings import this_site
from editorial.accounts.log_in import second_factors


class SecondFactorAdapter(second_factors.SecondFactorAdapter):
    def _get_site_name(self):
        return this_site().name
