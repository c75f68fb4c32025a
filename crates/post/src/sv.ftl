post-test-subject = { $site }: testmeddelande
post-test = Det här är ett testmeddelande från { $site }. En administratör skickade det för att se om e-posten kommer fram. Du behöver inte göra något.
post-letters-subject = { $site }: fyra bokstäver
post-letters =
    E-posten från { $site } kommer fram. Skriv in de här fyra bokstäverna där du ställer in den:

    { $letters }
post-text-message = Det här är ett testmeddelande från { $site }. En administratör skickade det för att se om sms kommer fram.
