post-test-subject = { $site }: test message
post-test = This is a test message from { $site }. An administrator sent it to see whether mail arrives. There's nothing for you to do.
