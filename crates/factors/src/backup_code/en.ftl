backup-code-name = Backup code
backup-code-title = Backup codes
backup-code-subtitle = One of the codes you keep on paper
backup-code-about = Ten codes for the day when your phone is lost or broken. Each works once.
backup-code-what = A backup code is typed in place of the code from your app or of your hardware token. Each code works once. When you make new ones, the old ones stop working.
backup-code-keep = Keep these away from your phone: if you lose it, you need them. At home on paper is a good place.
backup-code-make = Generate backup codes
backup-code-make-new = Generate new backup codes
backup-code-replaces = New codes replace the old ones at once.
backup-code-left = { $n ->
    [0] No backup codes left.
    [one] One backup code left.
   *[other] { $n } backup codes left.
}
backup-code-made = Made on { $day }.
backup-code-few-left = Only a few are left. Make new ones soon.
backup-code-none-left = You have used all your backup codes. Make new ones now, so that a lost phone doesn't lock you out.
backup-code-shown = Your backup codes
backup-code-ready = Your backup codes are ready.
backup-code-once = They are shown this once. Print them, write them down, or save them where only you find them.
backup-code-download = Download
backup-code-file = backup-codes.txt
backup-code-kept = I have kept them
backup-code-question = Type backup code number { $n }, or any other that you haven't used.
backup-code-question-any = Type a backup code that you haven't used.
backup-code-code = Backup code
backup-code-wrong = That code isn't right, or it has been used already. Try another one.
backup-code-not-a-code = A backup code has sixteen letters and digits.
