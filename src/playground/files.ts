/** The page itself: a handful of files, read from disk as they are asked for. */
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { guards } from './http.ts';

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

const page = new URL('./page/', import.meta.url);
const ownFile = /^\/playground\/page\/([a-z-]+\.(html|css|js|svg))$/;
const renderer = '/playground/adaptivecards.js';

/** False when there is no such file. */
export async function serveFile(path: string, res: ServerResponse): Promise<boolean> {
  const file = fileOf(path);
  if (!file) return false;
  const bytes = await readFile(file.at).catch(() => undefined);
  if (!bytes) return false;
  res.writeHead(200, { ...guards, 'content-type': file.type, 'cache-control': 'no-cache' });
  res.end(bytes);
  return true;
}

function fileOf(path: string): { at: URL | string; type: string } | undefined {
  if (path === '/') return { at: new URL('index.html', page), type: types.html ?? '' };
  if (path === renderer) {
    const at = createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js');
    return { at, type: types.js ?? '' };
  }
  const [, name, ending] = ownFile.exec(path) ?? [];
  return name && ending ? { at: new URL(name, page), type: types[ending] ?? '' } : undefined;
}
