# Confirming who one is before something sensitive.

confirm-title = Confirm that it's you
confirm-lede = Confirm that it's you before anything is changed. It counts for ten minutes.
confirm-lede-choose = Confirm that it's you before anything is changed. Choose how.
confirm-lede-lost-password = If you don't have it with you, two other proofs do: first your password, then a backup code or another device.
confirm-lede-lost = Now a second proof. Then you can suspend or remove what you've lost, and add another. It will be noted under Activity.
confirm-lede-nothing = There is no other way on this account: it has no backup codes left and no other device. Ask an administrator for a bypass code.
confirm-password = Password
confirm-go = Confirm
confirm-without = I don't have it with me
confirm-with = I do have it with me
confirm-help = Why am I asked this?
confirm-help-lost = What to do when the phone is lost
