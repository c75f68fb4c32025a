# Confirming who one is before something sensitive.

confirm-title = Confirm that it's you
confirm-lede = Before this is changed, confirm that it's you. It counts for ten minutes.
confirm-lede-choose = Before this is changed, confirm that it's you. Choose how.
confirm-lede-lost-password = Without your usual factor you confirm with two others: first your password, then a backup code or another factor.
confirm-lede-lost = Now a second proof. After it you can suspend or remove the lost factor and add another. Recent activity will show that this was done.
confirm-lede-nothing = There is no other way on this account: no backup codes are left, and no other factor. Ask an administrator for a bypass code.
confirm-password = Password
confirm-go = Confirm
confirm-without = I don't have it with me
confirm-with = I do have it with me
confirm-help = Why am I asked this?
confirm-help-lost = What to do when the phone is lost
