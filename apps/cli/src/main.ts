import { Command } from 'commander';
import { addOrganisationCommand } from './add-organisation';
import { addImportCommand } from './import';
import { migrate, requireMigrated } from './migrations';
import { ownDatabase } from './own-database';
import { PlainError } from './plain-error';
import { addSimulateCommand } from './simulate';
import { State } from './state';
import { addVerifyCommand } from './verify';
import { addWitnessCommand } from './witness';
import { addTrusteeCommands } from './trustee';
import { addSealCommand } from './trustee-seal';

// A wrong call is no answer to what was asked: `verify` says 1 of a book that does not hold.
const program = new Command('jishi')
  .description('Jishi 技市: commands for whoever runs it')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));

program
  .command('migrate')
  .description('create the role jishi_app and bring the database of DATABASE_ADMIN_URL (or DATABASE_URL) up to date')
  .action(async () => {
    const { DATABASE_URL, DATABASE_ADMIN_URL } = process.env;
    if (!DATABASE_URL && !DATABASE_ADMIN_URL)
      throw new PlainError('Set DATABASE_ADMIN_URL to the owner, or run npm start, which brings its own database.');
    const state = new State();
    state.prepare();
    const { adminUrl, databaseUrl } = await ownDatabase(state, DATABASE_URL, DATABASE_ADMIN_URL);
    if (!adminUrl) return requireMigrated(databaseUrl);
    console.log(`${await migrate(adminUrl)} migrations applied`);
  });

addImportCommand(program);
addOrganisationCommand(program);
addVerifyCommand(program);
addWitnessCommand(program);
addTrusteeCommands(program);
addSealCommand(program);
addSimulateCommand(program);

try {
  await program.parseAsync();
  process.exit(process.exitCode ?? 0);
} catch (error) {
  const plain = error instanceof PlainError;
  console.error(plain ? `jishi: ${error.message}` : error);
  process.exit(plain ? error.exitCode : 1);
}
