// Passkeys: before a form with one is sent, the browser makes or asks it, and its answer goes along as JSON.
"use strict";

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function readable(options) {
  const key = { ...options.publicKey, challenge: bytes(options.publicKey.challenge) };
  for (const list of ["excludeCredentials", "allowCredentials"])
    if (key[list]) key[list] = key[list].map((one) => ({ ...one, id: bytes(one.id) }));
  if (key.user) key.user = { ...key.user, id: bytes(key.user.id) };
  return { publicKey: key };
}

function answer(credential) {
  const given = credential.response;
  const response = { clientDataJSON: text(given.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"])
    if (given[part]) response[part] = text(given[part]);
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function ask(form) {
  if ("passkeyCreate" in form.dataset)
    return navigator.credentials.create(readable(JSON.parse(form.dataset.passkeyCreate)));
  if ("passkeyGet" in form.dataset) return navigator.credentials.get(readable(JSON.parse(form.dataset.passkeyGet)));
  const response = await fetch(form.action, { headers: { Accept: "application/json" } });
  return navigator.credentials.get(readable((await response.json()).request_options));
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-passkey-create], [data-passkey-get], [data-passkey-fetch]")) return;
  event.preventDefault();
  const error = form.querySelector("[data-passkey=error]");
  error.hidden = true;
  try {
    form.querySelector("[data-passkey=credential]").value = JSON.stringify(answer(await ask(form)));
    form.submit();
  } catch {
    error.hidden = false;
  }
});
