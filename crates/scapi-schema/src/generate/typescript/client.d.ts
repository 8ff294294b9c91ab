// ── The client ──

interface Service extends Namespaces {
  /** Sends any message and returns its `referenceId`, which it also writes on the message. */
  sendMessage<Id = string>(
    message: OutgoingMessage & { referenceId?: Id }, succeeded?: Succeeded, failed?: Failed,
  ): Id;
  /** Takes effect with the host's answer. A later subscription to the same name replaces the handler. */
  subscribe<Name extends string>(
    eventNames: Name | readonly Name[], handler: EventHandler<Name>, context?: unknown,
  ): this;
  /** Ends the subscription that was made with this very function. */
  unsubscribe(handler: (...args: never[]) => void): this;
  /** Talks to this window instead of the opener or the parent. */
  targetWWEWindow(target: Window | null): void;
  /** Stops listening and forgets pending requests. The host is not told. */
  unload(): void;
  /** Called with each string message that begins with `wwe`. */
  onMessage?: (message: string) => void;
  /** Writes every message to the console while truthy. */
  debug?: boolean;
}

const service: Service;
