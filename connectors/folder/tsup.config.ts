import { connector } from '../../tsup.config.base.ts';

export default connector({ entry: ['src/index.ts', 'src/disk-worker.ts'] });
