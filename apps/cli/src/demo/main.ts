import { platformUrl } from '../address';
import { storyCast } from './cast';
import { describeEnding } from './ending';
import { Story } from './story';
import { Teller } from './teller';

const baseUrl = platformUrl(process.env);

try {
  const teller = new Teller();
  const cast = await storyCast(baseUrl);
  const ending = await new Story(cast, teller).play();
  teller.table(describeEnding(ending));
  process.stdout.write('演示完成，全部不变量成立 · demo complete, all invariants hold\n');
  process.exit(0);
} catch (error) {
  const away = error instanceof TypeError && error.message === 'fetch failed';
  const reason = away ? `nothing answers at ${baseUrl}: start the system with "npm start" first` : String(error);
  process.stderr.write(`演示失败 · demo failed: ${reason}\n`);
  process.exit(1);
}
