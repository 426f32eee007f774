import { spawn } from 'node:child_process';
import path from 'node:path';
import { GraphError, RefusedError } from '@solidarity/sdk/errors';
import type { ExportFormat } from '@solidarity/sdk/generated/operations';
import { Argument, Command, CommanderError, Option } from 'commander';
import { clientOf, tokenOf, type ConnectionOptions } from './connection';
import { EXIT, exitCodeOf, isUnreachable, type ExitCode } from './exit-codes';
import { runExport, runImport, runTemplate, type ImportOptions } from './list-commands';
import { queryText, runQuery, runTail, variablesOf, type TailOptions } from './query-commands';
import type { Terminal } from './terminal';
import { HELP, say, TITLES, TOLD } from './texts';

export interface ProgramParts {
  readonly terminal: Terminal;
  readonly environment: NodeJS.ProcessEnv;
  readonly input: NodeJS.ReadableStream;
  /** Ends what would go on for ever. */
  readonly signal: AbortSignal;
  /** Runs a task of the system on this machine; gives its exit code. */
  readonly runTask?: (task: string, args: readonly string[]) => Promise<number>;
}

const USUAL_GATEWAY = 'http://localhost:4000';

/** Runs the command line; gives the exit code. */
export async function runProgram(args: readonly string[], parts: ProgramParts): Promise<ExitCode> {
  const { terminal } = parts;
  const { language } = terminal;
  let gateway = USUAL_GATEWAY;
  let exitCode: ExitCode = EXIT.done;
  const program = commandTree(parts, {
    asked: (address) => (gateway = address),
    ended: (code) => (exitCode = code),
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    if (terminal.isPerson) terminal.err.write('\n');
    terminal.err.write(`${messageOf(error, gateway, language)}\n`);
    return exitCodeOf(error);
  }
}

function messageOf(error: unknown, gateway: string, language: 'ar' | 'en'): string {
  if (isUnreachable(error)) return say(TOLD.notReachable, language, { gateway });
  if (error instanceof GraphError) {
    const isOfToken = error.errors.length === 0 && (error.status === 401 || error.status === 400);
    return isOfToken ? say(TOLD.notSignedIn, language) : `${error.code}: ${error.message}`;
  }
  if (error instanceof RefusedError) return `${error.code}: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}

interface Outcome {
  readonly asked: (gateway: string) => void;
  readonly ended: (code: ExitCode) => void;
}

function commandTree(
  { terminal, environment, input, signal, runTask = taskHere }: ProgramParts,
  outcome: Outcome,
): Command {
  const { language, out, err } = terminal;
  const told = (text: keyof typeof HELP): string => say(HELP[text], language);
  const program = new Command('tadamon')
    .description(told('program'))
    .option('--gateway <address>', told('gateway'), environment['GATEWAY'] ?? USUAL_GATEWAY)
    .addOption(new Option('--client <id>', told('client')).default(environment['CLIENT_ID'], 'CLIENT_ID'))
    .addOption(
      new Option('--token-url <address>', told('tokenUrl')).default(environment['TOKEN_URL'], 'TOKEN_URL'),
    )
    .addOption(new Option('--lang <language>', told('lang')).choices(['ar', 'en']));
  const connection = (): ConnectionOptions => {
    const options: ConnectionOptions = program.opts();
    outcome.asked(options.gateway);
    return options;
  };
  const client = () => clientOf(connection(), environment, language);

  program
    .command('token')
    .description(told('token'))
    .action(async () => void out.write(`${await tokenOf(connection(), environment, language)}\n`));

  program
    .command('query')
    .description(told('query'))
    .argument('<operation>', told('queryText'))
    .option('--variables <json>', told('variables'))
    .action(async (given: string, { variables }: { variables?: string }) => {
      const query = await queryText(given, input, language);
      outcome.ended(await runQuery(client(), terminal, query, variablesOf(variables, language)));
    });

  program
    .command('import')
    .description(told('import'))
    .argument('<kind>', told('kind'))
    .argument('<file>', told('file'))
    .option('--source <ngo>', told('source'))
    .addOption(new Option('--commit <mode>', told('commit')).choices(['all', 'rows']))
    .option('--errors <file>', told('errors'))
    .action(async (kind: string, file: string, options: ImportOptions) => {
      outcome.ended(await runImport(client(), terminal, kind, file, options));
    });

  program
    .command('template')
    .description(told('template'))
    .argument('<kind>', told('kind'))
    .addOption(new Option('--format <format>', told('format')).choices(['csv', 'xlsx']).default('xlsx'))
    .option('--out <file>', told('out'))
    .action(async (kind: string, options: { format: string; out?: string }) => {
      outcome.ended(await runTemplate(client(), terminal, kind, options));
    });

  program
    .command('export')
    .description(told('export'))
    .argument('<query>', told('queryText'))
    .addOption(
      new Option('--format <format>', told('format')).choices(['jsonl', 'csv', 'xlsx']).default('csv'),
    )
    .option('--out <file>', told('out'))
    .option('--variables <json>', told('variables'))
    .action(async (given: string, options: { format: string; out?: string; variables?: string }) => {
      const query = await queryText(given, input, language);
      const { out: file, format, variables } = options;
      outcome.ended(
        await runExport(client(), terminal, query, {
          format: format.toUpperCase() as ExportFormat,
          variables: variablesOf(variables, language),
          ...(file === undefined ? {} : { out: file }),
        }),
      );
    });

  program
    .command('events')
    .description(told('events'))
    .command('tail')
    .description(told('tail'))
    .option('--types <types>', told('types'))
    .option('--subject <id>', told('subject'))
    .option('--cursor <file>', told('cursor'))
    .option('--once', told('once'))
    .action(async (options: TailOptions) => {
      outcome.ended(await runTail(client(), terminal, options, signal));
    });

  const task = async (name: string, args: readonly string[] = []): Promise<void> => {
    outcome.ended((await runTask(name, args)) === 0 ? EXIT.done : EXIT.failed);
  };
  program
    .command('audit')
    .description(told('audit'))
    .command('verify')
    .description(told('verify'))
    .action(() => task('audit-check'));
  program
    .command('projections')
    .description(told('projections'))
    .command('rebuild')
    .description(told('rebuild'))
    .addArgument(new Argument('[service]', told('service')))
    .action((service?: string) => task('projections:rebuild', service === undefined ? [] : [service]));

  for (const command of everyCommand(program)) {
    command
      .exitOverride()
      .helpCommand(false)
      .helpOption('-h, --help', told('help'))
      .configureOutput({ writeOut: (text) => void out.write(text), writeErr: (text) => void err.write(text) })
      .configureHelp({
        styleTitle: (title) => (language === 'ar' ? (TITLES[title] ?? title) : title),
        showGlobalOptions: true,
      });
  }
  return program;
}

function everyCommand(command: Command): Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}

/** Runs a task of the stack in this repository. */
function taskHere(task: string, args: readonly string[]): Promise<number> {
  const script = path.resolve(__dirname, '../../../stack/dist/maintenance.js');
  const child = spawn(process.execPath, [script, task, ...args], { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
