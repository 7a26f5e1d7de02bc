import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { readText } from '../adapters/files/map-file.ts';
import { decodeServeConfig, type ServeConfig } from '../daemon/serve-config.ts';
import { type Fault, InputFaults } from '../kernel/faults.ts';

/** A configuration with everything that it names read in. */
export interface ServeFiles {
  readonly config: ServeConfig;
  readonly mapPath: string;
  readonly logFolder: string;
  readonly broker: { readonly password?: string; readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly influxPassword?: string;
}

/** Throws InputFaults with every fault of the file, or with every file it names that cannot be read. */
export function loadServeFiles(path: string): ServeFiles {
  const config = decodeServeConfig(path, parseYaml(path));
  const faults: Fault[] = [];
  const read = (at: string, name: string | undefined): string | undefined => {
    if (name === undefined) return undefined;
    try {
      return readFileSync(resolve(dirname(path), name), 'utf8');
    } catch {
      faults.push({ path: at, value: name, advice: 'cannot be read; the path counts from the folder of this file' });
      return undefined;
    }
  };
  const { broker, influx } = config;
  const files = {
    password: read('broker.passwordFile', broker.passwordFile)?.trim(),
    ca: read('broker.caFile', broker.caFile),
    cert: read('broker.certFile', broker.certFile),
    key: read('broker.keyFile', broker.keyFile),
  };
  const influxPassword = read('influx.passwordFile', influx?.passwordFile)?.trim();
  if (faults.length > 0) throw new InputFaults(path, faults);
  return {
    config,
    mapPath: resolve(dirname(path), config.map),
    logFolder: resolve(dirname(path), config.logFolder),
    broker: files,
    ...(influxPassword === undefined ? {} : { influxPassword }),
  };
}

function parseYaml(path: string): unknown {
  const text = readText(path);
  try {
    return parse(text) as unknown;
  } catch (error) {
    const advice = `is no valid YAML: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`;
    throw new InputFaults(path, [{ path: '', value: undefined, advice }]);
  }
}
