import { connector } from '../../tsup.config.base.ts';

export default connector();
