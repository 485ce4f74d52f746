import { desk } from './desk';
import { market } from './market';
import { money } from './money';
import { room } from './room';
import { shell } from './shell';
import { words } from './words';

export const texts = { ...shell, ...words, ...market, ...room, ...desk, ...money };
