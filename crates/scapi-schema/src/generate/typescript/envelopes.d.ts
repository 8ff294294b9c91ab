/** Known values, open to others: a host may send names that this list does not have. */
type Open<Known extends string> = Known | (string & {});

// ── Envelopes ──

/** What every message of the host carries. */
interface HostEnvelope {
  /** `"WWE Server"`. */
  userAgent: string;
  protocolVersion?: number;
  /** Further keys are handed through as they came. */
  [key: string]: unknown;
}

/** A successful answer, without its `referenceId`. An app that runs outside a desktop gets it without `data`. */
interface Response<Data = unknown> extends HostEnvelope {
  data: Data;
  errorMessage?: undefined;
}

/** The answer of an operation without a result: whether `data` is present depends on the host. */
interface VoidResponse extends HostEnvelope {
  data?: unknown;
  errorMessage?: undefined;
}

/** The answer of an operation that makes an interaction: some hosts tell its id, some leave it to the event. */
interface CreatedResponse extends HostEnvelope {
  data?: string;
  errorMessage?: undefined;
}

/** A failed answer, without its `referenceId`. */
interface FailureResponse extends HostEnvelope {
  /** A failure even when it is `null` or empty. */
  errorMessage: string | null;
}

/** What `failed` is called with: an object when the host refuses, a plain string when it is silent for 10 seconds. */
type Failure = FailureResponse | "Request timeout";

type Succeeded<Data = unknown> = (response: Response<Data>) => void;
type Done = (response: VoidResponse) => void;
type Created = (response: CreatedResponse) => void;
/** Called only if a success callback is passed along with it. */
type Failed = (failure: Failure) => void;

/** An event as its handler gets it: the complete envelope. */
interface EventEnvelope<Name extends string = string, Data = unknown> extends HostEnvelope {
  event: Name;
  data: Data;
}

/** A message for `sendMessage`. The client adds `userAgent`, `protocolVersion` and, unless truthy, `referenceId`. */
interface OutgoingMessage {
  /** `"<namespace>.<method>"`, for example `"interaction.accept"`. */
  request?: string;
  parameters?: readonly unknown[];
  event?: "subscribe" | "unsubscribe";
  data?: unknown;
  referenceId?: unknown;
  [key: string]: unknown;
}
