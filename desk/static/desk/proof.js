/* Has the sum of the form’s challenge done while somebody reads, and sends the form with it. Where that fails, the words of the page stay, which say what to do. */
"use strict";
{
  const field = document.querySelector("[data-challenge]");
  const says = document.getElementById("proof-says");
  const words = says.textContent;
  const challenge = JSON.parse(field.dataset.challenge);
  let solving = true;
  let pressed = false;

  const failed = () => {
    solving = false;
    says.textContent = words;
  };

  field.form.addEventListener("submit", (event) => {
    if (!solving) return;
    event.preventDefault();
    pressed = true;
    says.textContent = "One moment: this goes as soon as the sum is done.";
  });

  const worker = new Worker(new URL("proof-worker.js", document.currentScript.src));
  worker.onerror = failed;
  worker.onmessage = ({ data: solution }) => {
    if (!solution) return failed();
    solving = false;
    field.value = btoa(JSON.stringify({ challenge, solution }));
    says.textContent = "The sum is done.";
    if (pressed) field.form.requestSubmit();
  };
  worker.postMessage(challenge.parameters);
  says.textContent = "Your browser is doing the sum.";
}
