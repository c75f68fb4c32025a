// Who could sign in without a password is told of it once.
const able = document.querySelector("[name=able]"), known = window.PublicKeyCredential;
if (able && known && known.isUserVerifyingPlatformAuthenticatorAvailable) {
  known.isUserVerifyingPlatformAuthenticatorAvailable().then((can) => { if (can) able.value = "alone"; });
}
