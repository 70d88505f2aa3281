export type { Access, AccessChange, Group, Principal } from './access.ts';
export type { AuthMethod } from './auth.ts';
export type { Body } from './body.ts';
export type { Capabilities } from './capabilities.ts';
export type {
  Change,
  Checkpoint,
  Complete,
  Delete,
  Failure,
  Listed,
  Relist,
  Seen,
  Unchanged,
  Upsert,
} from './change.ts';
export type { Check } from './check.ts';
export { type AnyConnector, type Connector, contractVersion, defineConnector, type Rate } from './connector.ts';
export type { Clock, Context, KnownDocument, Logger, ResolvedHost } from './context.ts';
export { type CredentialField, credentialFields } from './credential-fields.ts';
export type { Document, Link } from './document.ts';
export {
  AcequiaError,
  describeError,
  type ErrorDescription,
  type ErrorKind,
  errorFrom,
  SourceError,
} from './errors.ts';
export type { Fetched, Wanted } from './fetched.ts';
export type { HttpClient, HttpRequest, HttpResponse } from './http.ts';
export type { Json } from './json.ts';
export { type Manifest, manifestOf } from './manifest.ts';
export { type SettingMeta, settingsJsonSchema, settingsMarked } from './settings.ts';
export type { Pick, Slice } from './slice.ts';
export type { Hint, WebhookReceiver, WebhookRequest } from './webhook.ts';
