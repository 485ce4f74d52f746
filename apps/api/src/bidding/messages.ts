import { registerMessages } from '@jishi/platform';

registerMessages({});
