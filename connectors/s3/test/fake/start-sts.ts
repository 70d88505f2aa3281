import { createFakeServer, type FakeAnswer, type FakeRequest, type FakeServer } from '@acequia/testkit';
import { type FakeKeys, verifySignature } from './verify-signature.ts';

export interface StsOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Who may assume the role. */
  readonly trusted: FakeKeys;
  readonly role: string;
  readonly externalId?: string;
  /** Gets the keys that are handed out. */
  readonly onIssue: (keys: FakeKeys) => void;
}

/** The part of AWS that hands out keys of roles, to other keys or to a token of a cluster. https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html */
export function startSts(options: StsOptions): Promise<FakeServer> {
  let issued = 0;
  function issue(action: string): FakeAnswer {
    const number = ++issued;
    const keys = {
      accessKeyId: `ASIAROLE${number}`,
      secretAccessKey: `secret-of-role-${number}`,
      sessionToken: `session-token-${number}`,
    };
    options.onIssue(keys);
    const end = new Date(options.now() + 3_600_000).toISOString();
    return xml(
      200,
      `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result><Credentials><AccessKeyId>${keys.accessKeyId}</AccessKeyId><SecretAccessKey>${keys.secretAccessKey}</SecretAccessKey><SessionToken>${keys.sessionToken}</SessionToken><Expiration>${end}</Expiration></Credentials></${action}Result></${action}Response>`,
    );
  }
  function answer(request: FakeRequest): FakeAnswer {
    const form = new URLSearchParams(Buffer.from(request.body).toString());
    const action = form.get('Action') ?? '';
    const refuse = (code: string) =>
      xml(
        403,
        `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>Not allowed</Message></Error></ErrorResponse>`,
      );
    if (form.get('RoleArn') !== options.role) return refuse('AccessDenied');
    if (action === 'AssumeRoleWithWebIdentity') {
      return form.get('WebIdentityToken') === 'token-of-cluster' ? issue(action) : refuse('InvalidIdentityToken');
    }
    const verdict = verifySignature(request, [options.trusted], options.now());
    if ('code' in verdict) return refuse(verdict.code);
    if (verdict.scope.service !== 'sts' || action !== 'AssumeRole') return refuse('InvalidAction');
    return form.get('ExternalId') === (options.externalId ?? null) ? issue(action) : refuse('AccessDenied');
  }
  return createFakeServer({ routes: [{ route: 'POST /', kind: 'token', answer }] });
}

function xml(status: number, body: string): FakeAnswer {
  return { status, headers: { 'content-type': 'text/xml' }, body };
}
