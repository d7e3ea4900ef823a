"""nbgrader's settings for all accounts of the hub. The exchange is where nbgrader expects it."""

c = get_config()  # traitlets puts it here

# Each class has a folder of its own: peace-partnerships/01-history/.
c.Exchange.path_includes_course = True
