// An app with nothing but fetch, which accepts whatever rings. A scenario starts it:
// scapi-mock-host run interop/node/accepts.json --exec "node interop/node/accepts.mjs"

const { SCAPI_URL, SCAPI_CONTROL } = process.env;

for await (const { stimulus, interactionId } of entries("kind=stimulus")) {
  if (stimulus.type === "inbound-call") await say("interaction.accept", interactionId);
}

/** The entries of the journal, from its beginning on, as they come. */
async function* entries(conditions) {
  const stream = await fetch(`${SCAPI_CONTROL}/journal/stream?after=0&${conditions}`);
  let text = "";
  for await (const chunk of stream.body.pipeThrough(new TextDecoderStream())) {
    const events = (text + chunk).split("\n\n");
    text = events.pop();
    for (const event of events) {
      const data = event.split("\n").find((line) => line.startsWith("data:"));
      if (data) yield JSON.parse(data.slice("data:".length));
    }
  }
}

/** Posts a request as an app does. */
async function say(request, ...parameters) {
  const message = { request, parameters, referenceId: parameters[0], userAgent: "WWE Client", protocolVersion: 2 };
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${SCAPI_URL}messages`, { method: "POST", headers, body: JSON.stringify(message) });
  const { errorMessage } = await answer.json();
  if (errorMessage) throw new Error(`${request}: ${errorMessage}`);
}
