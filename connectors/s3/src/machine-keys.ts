import { describeError, SourceError } from '@acequia/core/contract';
import type { SigningKeys } from '@acequia/object-storage-kit';
import { loadPeer } from './load-peer.ts';
import type { Settings } from './settings.ts';

type Library = typeof import('@aws-sdk/credential-provider-node');

/** The optional package that knows where a machine keeps its credentials. */
const library = '@aws-sdk/credential-provider-node';

/** The keys of the machine, renewed before they end. */
export interface MachineKeys {
  get(): Promise<SigningKeys>;
  close(): void;
}

/**
 * Environment, profile (SSO too), web identity, container or instance role, in the order of the AWS tools.
 * https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
 */
export async function createMachineKeys({ profile, region }: Settings): Promise<MachineKeys> {
  const { defaultProvider } = loadPeer<Library>(library);
  const provide = defaultProvider({
    ...(profile !== undefined && { profile }),
    ...(region !== undefined && { clientConfig: { region } }),
  });
  return {
    async get() {
      try {
        const { accessKeyId, secretAccessKey, sessionToken } = await provide();
        return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
      } catch (error) {
        throw new SourceError('auth', `This machine has no AWS credentials: ${describeError(error).message}`, {
          remedy:
            'Set them up as for the AWS tools (environment, `aws configure`, `aws sso login`, a role), or use an access key.',
        });
      }
    },
    close: () => undefined,
  };
}
