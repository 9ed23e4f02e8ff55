import { closest } from '../../compiler/diagnostics/closest.ts';
import { type CommandContext, type ExitCode, exitCodes, type OptionValues, UsageError } from '../command.ts';
import { commandHelp, overview } from '../help.ts';
import { commands } from './index.ts';

export async function run(args: readonly string[], _options: OptionValues, context: CommandContext): Promise<ExitCode> {
  const [name] = args;
  if (name === undefined) {
    context.stdout(overview(commands));
    return exitCodes.ok;
  }
  const spec = commands.find((known) => known.name === name);
  if (!spec) {
    const near = closest(
      name,
      commands.map((known) => known.name),
    );
    throw new UsageError(`There is no command ${name}.${near ? ` Did you mean ${near}?` : ''}`);
  }
  context.stdout(commandHelp(spec));
  return exitCodes.ok;
}
