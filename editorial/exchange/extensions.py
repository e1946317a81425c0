"""What the layers above hand over to moving in and out when the site starts."""

from articles.extensions import Answers

#: What of a table does not leave the site with the rest: each is told whether readers' words leave, and gives
#: {table: {column: what stands there instead, in SQL}}.
left_blank = Answers("a site that moves out")
