"""Loading a folder of data files through the actions (载入演示数据): all of it in one transaction, or nothing.

Rooms: folder (the files and their digest), context (who, which campaign, which units), one module for each part of the
folder, and load, which calls them in order.
"""
