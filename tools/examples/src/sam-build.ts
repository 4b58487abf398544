// Bundles a function of a template as `sam build` does with `BuildMethod: esbuild`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTemplate, type TemplateValue } from '@gatehouse/templates';
import { buildSync, type BuildOptions, type Format } from 'esbuild';

/** Writes the bundle of the function `id` into `target`; its files by name, with their sizes in bytes. */
export const samBuild = (folder: string, id: string, target: string): Readonly<Record<string, number>> => {
  const { Metadata } = readTemplate(folder).Resources[id] as { Metadata: TemplateValue };
  if (Metadata.BuildMethod !== 'esbuild') throw new Error(`${id} is not built by esbuild`);
  const options = toOptions(Metadata.BuildProperties as BuildProperties);
  const { outputFiles } = buildSync({ ...options, absWorkingDir: folder, outdir: target, write: false });
  buildSync({ ...options, absWorkingDir: folder, outdir: target });
  return Object.fromEntries(
    outputFiles.map(({ path, contents }) => [path.slice(target.length + 1), contents.length]),
  );
};

export const readTemplate = (folder: string): TemplateValue =>
  parseTemplate(readFileSync(join(folder, 'template.yaml'), 'utf8'));

interface BuildProperties {
  readonly EntryPoints: readonly string[];
  readonly Format: Format;
  readonly OutExtension: readonly string[];
  readonly Target: string;
  readonly MainFields?: string;
  readonly Minify?: boolean;
  readonly External?: readonly string[];
}

const toOptions = (properties: BuildProperties): BuildOptions => ({
  entryPoints: [...properties.EntryPoints],
  ...{ bundle: true, platform: 'node', logLevel: 'silent' },
  format: properties.Format,
  outExtension: Object.fromEntries(
    properties.OutExtension.map((each) => each.split('=') as [string, string]),
  ),
  target: properties.Target,
  mainFields: properties.MainFields?.split(',') ?? [],
  minify: properties.Minify ?? false,
  external: [...(properties.External ?? [])],
});
