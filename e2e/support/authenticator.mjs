// Tokens and passkeys in Chromium's virtual authenticators: what is plugged into one page's computer. A
// touch comes by itself, unless nobody is there.
import { wire } from "./wire.mjs";

export const MODELS = {
  /** A FIDO U2F token: presence alone, nothing kept in it. */
  u2f: { protocol: "u2f", transport: "usb", hasResidentKey: false, hasUserVerification: false },
  /** A FIDO2 token whose owner never set a PIN. */
  withoutPin: { protocol: "ctap2", transport: "usb", hasResidentKey: true, hasUserVerification: false },
  /** A FIDO2 token with a PIN. */
  key: { protocol: "ctap2", transport: "usb", hasResidentKey: true, hasUserVerification: true },
  /** A computer with a fingerprint reader, that copies its passkeys to one's other devices. */
  computer: {
    protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true,
    defaultBackupEligibility: true, defaultBackupState: true,
  },
};

/** A token that is plugged in. */
export class Authenticator {
  #wire;
  #authenticatorId;

  /** Plugs one in, empty. */
  static async plug(page, model = "key") {
    const made = new Authenticator();
    made.#wire = await wire(page);
    await made.#wire.send("WebAuthn.enable");
    const options = { ...MODELS[model], isUserVerified: MODELS[model].hasUserVerification, automaticPresenceSimulation: true };
    made.#authenticatorId = (await made.#wire.send("WebAuthn.addVirtualAuthenticator", { options })).authenticatorId;
    return made;
  }

  /** Pulls it out. */
  pull() {
    return this.#send("removeVirtualAuthenticator");
  }

  /** Whether somebody touches it when it blinks. */
  touched(enabled) {
    return this.#send("setAutomaticPresenceSimulation", { enabled });
  }

  /** Whether PIN or finger are the right ones. */
  verified(isUserVerified) {
    return this.#send("setUserVerified", { isUserVerified });
  }

  /** Lets it answer wrongly: `isBogusSignature`, `isBadUV` (nobody verified), `isBadUP` (nobody there). */
  lies(how) {
    return this.#send("setResponseOverrideBits", how);
  }

  /** What is in it. */
  async credentials() {
    return (await this.#send("getCredentials")).credentials;
  }

  /** Puts a credential into it, in another one's place if need be. */
  async keep(credential) {
    const held = await this.credentials();
    if (held.some(({ credentialId }) => credentialId === credential.credentialId)) {
      await this.#send("removeCredential", { credentialId: credential.credentialId });
    }
    await this.#send("addCredential", { credential });
  }

  /** Waits until the browser has let it forget this credential (Signal API). */
  async forgets({ credentialId }) {
    for (let tries = 0; tries < 200; tries += 1) {
      if (!(await this.credentials()).some((one) => one.credentialId === credentialId)) return;
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error("the credential is still there");
  }

  /** Forgets all that is in it. */
  forget() {
    return this.#send("clearCredentials");
  }

  #send(what, more = {}) {
    return this.#wire.send(`WebAuthn.${what}`, { authenticatorId: this.#authenticatorId, ...more });
  }
}
