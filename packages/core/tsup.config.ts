import { library } from '../../tsup.config.base.ts';

export default library({ entry: ['src/index.ts', 'src/contract/index.ts', 'src/bin/write-manifest.ts'] });
