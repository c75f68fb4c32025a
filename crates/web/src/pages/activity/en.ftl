# Recent activity.

activity-title = Recent activity
activity-lede = What has happened to your account, newest first: sign-ins, changes, and what was refused.
activity-what = What
activity-when = When
activity-where = Where from
activity-times = { $n } times
activity-password = Password
activity-wrong-answers = After too many wrong answers
activity-command-line = On the server
activity-forgotten = No longer kept
activity-empty = Nothing has happened yet. Sign-ins and changes will be listed here.
activity-older = Older
activity-newest = Newest
activity-pages = Pages of the list
activity-strange = Was any of this not you?
activity-strange-password = Change your password
activity-strange-devices = Disconnect what you don't recognise
activity-help = About fake pages
