/**
 * Connects to the host: the window that has opened this one, else the one that embeds it. Nothing is sent. Throws a
 * `ScapiError` where there is no host, and a `TypeError` for options that make no sense.
 */
export function connect(options?: ConnectOptions): Host;

/** Known values, open to others: a host may send names that this list does not have. */
type Open<Known extends string> = Known | (string & {});

// ── Connections ──

/** How to connect; everything has a default. */
interface ConnectOptions {
  /** The window of the host. Without it the opener, else the parent, as with the drop-in client. */
  target?: Window;
  /** The web origin of the host: nothing is sent to another, nor taken from one. Without it, and as `"*"`, any. */
  origin?: string;
  /** How long an answer is waited for, in milliseconds; `Infinity` for ever. 10 000 without it. */
  timeoutMs?: number;
  /** The window that messages come to. Without it the global one. */
  window?: Window;
}

/** How a request is made. It comes after all parameters of a method. */
interface CallOptions {
  /** Gives the request up, and rejects with the reason of the signal. The host is not told: it may do what was asked. */
  signal?: AbortSignal;
  /** How long its answer is waited for, in milliseconds. */
  timeoutMs?: number;
}

/** How events are subscribed. */
interface EventOptions extends CallOptions {
  /** So many events wait at most to be taken; then the iteration ends with a `ScapiOverflow`. 10 000 without it. */
  buffer?: number;
}

/** One connection. Several in a page do not know of each other. */
interface Host extends Namespaces {
  /**
   * Asks for any method, and resolves with the whole answer: results are under `data`, further keys are as they came.
   */
  request(method: string, parameters?: readonly unknown[], call?: CallOptions): Promise<Response>;
  /**
   * Subscribes. Nothing is lost between this call and the first `next`; `break` and `return` unsubscribe. Nothing that
   * happened before the host has answered is promised: await `ready` before you ask how things stand.
   */
  events<Name extends string>(names: Name | readonly Name[], events?: EventOptions): EventStream<Name>;
  /** Unsubscribes everything, ends iterations, and rejects with a `ScapiClosed` what is still awaited. */
  close(): void;
  /** Whether `close` has been called. */
  readonly closed: boolean;
}

/** The events of a subscription, in order. An iteration ends with an error if the subscription fails. */
interface EventStream<Name extends string = string> extends AsyncIterableIterator<EventOf<Name>> {
  /** Resolves once the host has answered the subscription. */
  readonly ready: Promise<void>;
  [Symbol.asyncIterator](): EventStream<Name>;
  next(): Promise<IteratorResult<EventOf<Name>, undefined>>;
  /** Unsubscribes. */
  return(): Promise<IteratorReturnResult<undefined>>;
}

// ── Errors ──

/** What went wrong with a request or a subscription. */
export class ScapiError extends Error {
  constructor(text: string, method?: string, referenceId?: string);
  /** What was asked for, such as `interaction.accept`; `subscribe` for events. */
  readonly method: string | undefined;
  /** The id of the message. */
  readonly referenceId: string | undefined;
}

/** The host says no. */
export class ScapiFailure extends ScapiError {
  constructor(method: string, referenceId: string, response: Omit<Response, "data" | "errorMessage"> & { errorMessage: string | null });
  /** What the host says; a failure even when it is `null` or empty. */
  readonly errorMessage: string | null;
  /** The whole answer, without its `referenceId`. */
  readonly response: HostEnvelope;
}

/** The host says nothing. It may have done what was asked for all the same. */
export class ScapiTimeout extends ScapiError {
  constructor(method: string, referenceId: string, timeoutMs: number);
  /** How long was waited, in milliseconds. */
  readonly timeoutMs: number;
}

/** The connection was closed by this page. */
export class ScapiClosed extends ScapiError {}

/** More events have come than the app takes. */
export class ScapiOverflow extends ScapiError {}

// ── Envelopes ──

/** What every message of the host carries. */
interface HostEnvelope {
  /** `"WWE Server"`. */
  userAgent: string;
  protocolVersion?: number;
  /** Further keys are handed through as they came. */
  [key: string]: unknown;
}

/** A successful answer, without its `referenceId`. */
interface Response extends HostEnvelope {
  data?: unknown;
}

/** An event: the complete envelope. */
interface EventEnvelope<Name extends string = string, Data = unknown> extends HostEnvelope {
  event: Name;
  data: Data;
}

/** The event of a name; of several names, one of theirs. */
type EventOf<Name extends string> = Name extends keyof EventData ? EventEnvelope<Name, EventData[Name]> : EventEnvelope<Name>;
