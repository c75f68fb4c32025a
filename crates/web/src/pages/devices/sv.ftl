# Anslutna webbläsare och enheter.

devices-title = Anslutna webbläsare och enheter
devices-lede = De här webbläsarna och enheterna är inloggade på ditt konto. Koppla bort det du inte känner igen; då loggas det ut genast.
devices-sessions = Inloggade just nu
devices-this = Den här webbläsaren
devices-meta = { $address } · Först sedd { $made } · Senast sedd { $seen }
devices-meta-named = { $browser } · { $address } · Först sedd { $made } · Senast sedd { $seen }
devices-disconnect = Koppla bort
devices-others = Alla andra
devices-others-what = { $n ->
    [one] En annan webbläsare eller enhet loggas ut genast och måste logga in igen. Den här webbläsaren förblir inloggad.
   *[other] { $n } andra webbläsare och enheter loggas ut genast och måste logga in igen. Den här webbläsaren förblir inloggad.
}
devices-others-go = Koppla bort alla andra
devices-only-this = Inget annat är inloggat.
devices-strange = Om det inte är du som har loggat in där kan någon ha fått tag i ditt lösenord.
devices-strange-link = Byt lösenord
devices-renamed = Det nya namnet är sparat.
devices-disconnected = Bortkopplad och utloggad.
devices-others-disconnected = Alla andra webbläsare och enheter är bortkopplade.
devices-help = Mer om enheter och nya telefoner
