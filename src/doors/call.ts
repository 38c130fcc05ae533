/**
 * One call to a platform, on a connection that is kept for the next one. Node's `fetch` would do, but takes three times
 * the processor time, and with it most of what a card costs.
 */
import { Agent, type RequestOptions, request } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';

type Call = {
  method?: string | undefined;
  headers?: Record<string, string> | undefined;
  body: string;
  /** For all of it, to the end of the answer. */
  longestMs: number;
};

export type Answer = { status: number; headers: ReadonlyMap<string, string>; text: string };

/** Many servers close what has been quiet for five seconds, and what is sent at that very moment is lost. */
const kept = { keepAlive: true, timeout: 4_000 };
const agent = new Agent(kept);
const secureAgent = new SecureAgent(kept);

/** Rejects where no whole answer comes. One that sends us elsewhere is an answer like any other. */
export function call(url: string, { method = 'POST', headers, body, longestMs }: Call): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = String(Buffer.byteLength(body));
    const asked = ask(url, { method, headers: { ...headers, 'content-length': length } });
    const late = setTimeout(() => asked.destroy(new Error(`No answer in ${longestMs} ms.`)), longestMs);
    const failed = (error: Error) => {
      clearTimeout(late);
      reject(error);
    };
    asked.on('error', failed).on('response', (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      answer.on('error', failed).on('end', () => {
        clearTimeout(late);
        const headers = new Map(Object.entries(answer.headers).map(([name, value]) => [name, String(value)]));
        resolve({ status: answer.statusCode ?? 0, headers, text });
      });
    });
    asked.end(body);
  });
}

function ask(url: string, options: RequestOptions) {
  return url.startsWith('https:')
    ? secureRequest(url, { ...options, agent: secureAgent })
    : request(url, { ...options, agent });
}
