export type PageFacts = {
  /** Random, new for every page: only scripts and style sheets that carry it run. */
  nonce: string;
  /** The instance is reached over HTTPS; plain-HTTP self-hosting must go on working without. */
  https: boolean;
  /** Hot reload evaluates code, opens a socket and injects style sheets. */
  development: boolean;
  /** Origins a sign-in form may be sent on to: the configured outside providers. */
  signInOrigins: string[];
};

/** The Content-Security-Policy of a page (w3.org/TR/CSP3). Charts and popovers set style attributes, hence `style-src-attr`. */
export function contentSecurityPolicy({ nonce, https, development, signInOrigins }: PageFacts): string {
  const sheets = development ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`;
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    `style-src ${sheets}`,
    `style-src-elem ${sheets}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws: wss:" : ""}`,
    "object-src 'none'",
    "frame-src 'none'",
    "base-uri 'none'",
    ["form-action 'self'", ...signInOrigins].join(" "),
    "frame-ancestors 'none'",
    ...(https ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

/** The headers every page carries besides its policy. Pages show what belongs to one person, so nothing may keep them. */
export function pageHeaders({ https }: Pick<PageFacts, "https">): Record<string, string> {
  return {
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    // `no-referrer` would make browsers send `Origin: null` with forms, which our own origin check refuses.
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    // Browsers complain on the console when this arrives over plain HTTP.
    ...(https ? { "cross-origin-opener-policy": "same-origin" } : {}),
  };
}
