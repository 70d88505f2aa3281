import { z } from 'zod';

const address = z
  .url({ protocol: /^https?$/ })
  .refine((url) => !/[?#]|:\/\/[^/]*@/.test(url), 'An address without a name, password or parameters in it')
  .transform((url) => url.replace(/\/+$/, ''));

/** Settings of an S3 data source. */
export const settings = z.strictObject({
  bucket: z
    .string()
    .regex(
      /^(?:\w+:)?[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]$/,
      'The name of a bucket, without s3:// and without a path',
    )
    .meta({
      title: 'Bucket',
      description: 'Its name, the alias of an access point, or `TENANT:NAME` for the bucket of another tenant of Ceph.',
    }),
  prefix: z.string().max(1024).default('').meta({
    title: 'Prefix',
    description: 'Read only keys that start so, e.g. `docs/`.',
  }),
  region: z
    .string()
    .regex(/^[a-z0-9-]{2,40}$/, 'A region is written like eu-west-1')
    .optional()
    .meta({
      title: 'Region',
      description:
        'Where the bucket is, e.g. `eu-west-1`. Without it the store is asked, which costs a request for each sync.',
    }),
  endpoint: address.optional().meta({
    title: 'Endpoint',
    description: 'The address of another store that speaks S3, e.g. `https://minio.example.com`. Without it: AWS.',
  }),
  addressing: z.enum(['auto', 'path', 'virtual']).default('auto').meta({
    title: 'Addressing',
    description:
      '`path`: the bucket follows the endpoint. `virtual`: it comes before it, as part of the name. `auto`: virtual for AWS (path where the bucket has dots in its name), path for other endpoints.',
  }),
  signIn: z.enum(['keys', 'environment', 'machine', 'anonymous']).default('keys').meta({
    title: 'Sign in with',
    description:
      '`keys`: an access key. `environment`: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`. `machine`: what the AWS tools find here (environment, profile, SSO, web identity, role of the container or instance); needs the package `@aws-sdk/credential-provider-node`. `anonymous`: nothing, for public buckets.',
  }),
  profile: z
    .string()
    .min(1)
    .optional()
    .meta({
      title: 'Profile',
      description: 'Of the AWS configuration files on this machine.',
      when: { field: 'signIn', is: 'machine' },
    }),
  roleArn: z
    .string()
    .regex(/^arn:[\w-]+:iam::[^:\s]*:role\/\S+$/, 'A role is written like arn:aws:iam::123456789012:role/NAME')
    .optional()
    .meta({
      title: 'Role to assume',
      description: 'Its keys are got with those that `signIn` leads to, and again before they end.',
    }),
  externalId: z.string().min(2).max(1224).optional().meta({
    title: 'External id',
    description: 'What the role wants to hear from whoever assumes it.',
  }),
  stsEndpoint: address.optional().meta({
    title: 'Endpoint for roles',
    description: 'Where roles are assumed. Without it: AWS in the region of the bucket.',
  }),
  requesterPays: z.boolean().default(false).meta({
    title: 'Requester pays',
    description: 'Agree to pay for requests and transfer, where the owner of the bucket does not.',
  }),
  links: z.enum(['console', 'object', 'none']).default('console').meta({
    title: 'Links',
    description:
      'Where a document is opened: `console`, in the AWS console (no link for other endpoints); `object`, at its own address, for buckets that people may read; `none`.',
  }),
});

/** Settings after parsing: defaults are filled in. */
export type Settings = z.infer<typeof settings>;
