import { type ErrorKind, SourceError } from '@acequia/core/contract';

const kinds: { readonly [code: string]: ErrorKind } = {
  not_authed: 'auth',
  invalid_auth: 'auth',
  account_inactive: 'auth',
  token_revoked: 'auth',
  token_expired: 'auth',
  missing_scope: 'forbidden',
  not_in_channel: 'forbidden',
  no_permission: 'forbidden',
  not_allowed_token_type: 'forbidden',
  access_denied: 'forbidden',
  restricted_action: 'forbidden',
  ekm_access_denied: 'forbidden',
  org_login_required: 'forbidden',
  team_access_not_granted: 'forbidden',
  two_factor_setup_required: 'forbidden',
  enterprise_is_restricted: 'forbidden',
  plan_upgrade_required: 'forbidden',
  paid_only: 'forbidden',
  channel_not_found: 'not-found',
  thread_not_found: 'not-found',
  message_not_found: 'not-found',
  file_not_found: 'not-found',
  user_not_found: 'not-found',
  user_not_visible: 'not-found',
  team_not_found: 'not-found',
  file_deleted: 'gone',
  ratelimited: 'rate-limited',
  accesslimited: 'transient',
  internal_error: 'transient',
  fatal_error: 'transient',
  service_unavailable: 'transient',
  request_timeout: 'transient',
  team_added_to_org: 'transient',
  fetch_members_failed: 'transient',
  invalid_cursor: 'transient',
  method_not_supported_for_channel_type: 'unsupported',
  missing_argument: 'bad-settings',
  invalid_team: 'bad-settings',
  invalid_team_id: 'bad-settings',
};

const remedies: { readonly [code: string]: string } = {
  not_in_channel: 'Invite the app to the channel: type /invite and its name there.',
  channel_not_found: 'Invite the app to the channel if it still exists; a private one looks missing to outsiders.',
  thread_not_found: 'It was deleted, or the app may not see it any more.',
  file_not_found: 'It was deleted, or the app may not see it any more.',
  org_login_required: 'The workspace is moving into an organisation. Try again when that is done.',
  team_access_not_granted: 'Let an organisation admin grant the app access to this workspace.',
  not_allowed_token_type: 'Use a bot token (xoxb-...) or a user token (xoxp-...).',
  missing_argument: 'If the app is installed for an organisation, put the workspace id into the settings.',
  invalid_team: 'Check the workspace id in the settings.',
  invalid_team_id: 'Check the workspace id in the settings.',
};

const byKind: { readonly [kind in ErrorKind]?: string } = {
  auth: 'Install the app to the workspace again and give its new token.',
  forbidden: 'Check what the app may do, in its settings at Slack.',
  transient: 'It is tried again.',
  'rate-limited': 'Nothing to do: it goes on by itself.',
};

/** Slack's answer with `ok: false`. */
export interface Refusal {
  readonly error?: unknown;
  /** `missing_scope`: the scopes that would do, comma-separated. */
  readonly needed?: unknown;
}

/**
 * An answer with `ok: false` (Slack sends it with status 200) as an error of the contract, with the refusal as cause.
 * A code that nobody described is `bad-response`. `now`: for the end of a wait that Slack did not date.
 */
export function toSourceError(method: string, refusal: Refusal, now: number): SourceError {
  const code = typeof refusal.error === 'string' && /^[a-z_:]{1,60}$/.test(refusal.error) ? refusal.error : undefined;
  if (code === undefined) {
    return new SourceError('bad-response', `${method}: Slack's answer is not in its own form`, {
      remedy: 'Check whether a proxy answers in place of Slack.',
    });
  }
  const cause = { code, refusal };
  if (code === 'missing_scope') {
    const needed = typeof refusal.needed === 'string' ? refusal.needed : 'unknown';
    return new SourceError('forbidden', `${method}: the token lacks the scope ${needed}`, {
      remedy: `Add ${needed} under OAuth & Permissions of the Slack app, and install it to the workspace again.`,
      cause,
    });
  }
  const kind = kinds[code] ?? 'bad-response';
  return new SourceError(kind, `${method}: Slack says ${code}`, {
    remedy: remedies[code] ?? byKind[kind] ?? 'See the errors of this method in the Slack API reference.',
    ...(kind === 'rate-limited' && { until: now + 60_000, bucket: method }),
    cause,
  });
}

/** The code that Slack gave, e.g. `missing_scope`; undefined when the error is not an answer of Slack. */
export function slackCode(error: unknown): string | undefined {
  if (!SourceError.isInstance(error)) return undefined;
  const { cause } = error;
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return undefined;
  return typeof cause.code === 'string' ? cause.code : undefined;
}
