import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Command, Option } from 'commander';
import { IdentityModule, ORGANISATION_KINDS, type OrganisationKind, OrganisationService } from '@jishi/identity';
import { DomainError } from '@jishi/kernel';
import { loadConfig, messageFor, PlatformModule } from '@jishi/platform';
import { WINDOW_KINDS, type WindowKind, WindowService, WindowsModule } from '@jishi/windows';
import { PlainError } from './plain-error';

interface Options {
  kind: OrganisationKind;
  name: string;
  nameEn?: string;
  uscc?: string;
  region: string;
  login: string;
  person: string;
  exchange?: string;
  windowKind: WindowKind;
}

/** `jishi add-organisation`: exchanges, windows, regulators and notaries, which nobody can register over the network. */
export function addOrganisationCommand(program: Command): void {
  program
    .command('add-organisation')
    .description('set up an organisation and its first administrator in the database of DATABASE_URL')
    .addOption(new Option('--kind <kind>', 'what it is').choices(ORGANISATION_KINDS).makeOptionMandatory())
    .requiredOption('--name <name>', 'its full name')
    .option('--name-en <name>', 'its name in English')
    .option('--uscc <code>', 'unified social credit code; a window has none')
    .requiredOption('--region <code>', 'division code (GB/T 2260), for example 440100')
    .requiredOption('--login <login>', 'of its administrator, whose password is read from JISHI_PASSWORD')
    .requiredOption('--person <name>', 'the administrator’s name')
    .option('--exchange <id>', 'for a window: the exchange it stands for')
    .addOption(
      new Option('--window-kind <kind>', 'for a window: where it stands').choices(WINDOW_KINDS).default('prefecture'),
    )
    .action(async (options: Options) => console.log(await addOrganisation(options, process.env)));
}

/** Answers the new organisation's id. */
export async function addOrganisation(options: Options, env: NodeJS.ProcessEnv): Promise<string> {
  const password = env['JISHI_PASSWORD'];
  if (!env['DATABASE_URL']) throw new PlainError('set DATABASE_URL to the database of the installation');
  if (!password) throw new PlainError('set JISHI_PASSWORD to the administrator’s first password');
  if (options.kind === 'window' && !options.exchange) throw new PlainError('a window needs --exchange');
  @Module({ imports: [PlatformModule.forRoot(loadConfig(env)), IdentityModule, WindowsModule] })
  class Tools {}
  const app = await NestFactory.createApplicationContext(Tools, { logger: false });
  try {
    const registration = {
      kind: options.kind,
      name: options.name,
      nameEn: options.nameEn ?? null,
      uscc: options.uscc ?? null,
      regionCode: options.region,
      admin: { login: options.login, name: options.person, password },
    };
    const { id } = await app.get(OrganisationService).create(registration, async (tx, organisation) => {
      if (options.kind !== 'window' || !options.exchange) return;
      await app.get(WindowService).open(tx, {
        organisationId: organisation.id,
        exchangeId: options.exchange,
        name: options.name,
        regionCode: options.region,
        kind: options.windowKind,
      });
    });
    return id;
  } catch (error) {
    if (error instanceof DomainError) throw new PlainError(explain(error));
    throw error;
  } finally {
    await app.close();
  }
}

function explain({ code, params, errors }: DomainError): string {
  const fields = errors.map((field) => `\n  ${field.path}: ${messageFor(field.code, field.params, 'en')}`);
  return messageFor(code, params, 'en') + fields.join('');
}
