import { library } from '../../tsup.config.base.ts';

export default library({ entry: { index: 'src/index.ts', 'index-worker': 'src/indexing/index-worker.ts' } });
