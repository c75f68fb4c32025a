post-test-subject = { $site }: testmeddelande
post-test = Det här är ett testmeddelande från { $site }. En administratör skickade det för att se om e-posten kommer fram. Du behöver inte göra något.
