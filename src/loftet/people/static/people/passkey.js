// Passkeys: asks the machine for a key, and sends its answer on. Without this file people sign in with a code.
"use strict";
(() => {
  const bytes = text => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), one => one.charCodeAt(0));
  const words = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

  const send = async (address, token, body) => {
    const answer = await fetch(address, {
      method: "POST",
      headers: {"X-CSRFToken": token, "Content-Type": "application/json"},
      body: JSON.stringify(body ?? {}),
    });
    const told = await answer.json();
    if (!answer.ok) throw new Error(told.reason);
    return told;
  };

  const asked = options => ({
    ...options,
    challenge: bytes(options.challenge),
    ...(options.user && {user: {...options.user, id: bytes(options.user.id)}}),
    excludeCredentials: (options.excludeCredentials ?? []).map(one => ({...one, id: bytes(one.id)})),
  });

  const told = key => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
      if (key.response[name]) response[name] = words(key.response[name]);
    return {id: key.id, rawId: words(key.rawId), type: key.type, response, clientExtensionResults: {}};
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const says = form.querySelector("[role=status]"), token = form.elements.csrfmiddlewaretoken.value;
    form.hidden = !window.PublicKeyCredential;
    form.addEventListener("submit", async event => {
      event.preventDefault();
      says.textContent = "";
      try {
        const options = asked(await send(form.dataset.begin, token));
        const made = form.dataset.passkey === "new"
          ? await navigator.credentials.create({publicKey: options})
          : await navigator.credentials.get({publicKey: options});
        const answer = await send(form.action, token, {answer: told(made), name: form.elements.name?.value});
        location.assign(answer.next);
        if (answer.next.includes("#")) location.reload();
      } catch (error) {
        says.textContent = error.name === "Error" && error.message ? error.message : form.dataset.stopped;
      }
    });
  }
})();
