"""What a writer may want to look at again in a draft: how it reads, doses, risks, abbreviations, links, pictures.

All of it is advice, and keeps nothing from anybody. Each rule is a function of the reader document alone, and says
whose advice it is. What judges words is for English; what judges structure is for every language.
"""
