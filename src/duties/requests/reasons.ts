/** Why leaders decided as they did. The words stay on the request; the audit trail has what proves that they are the same. */
import type { Moment } from '../../core/matter/table.ts';
import type { Detail } from '../../core/record.ts';
import type { Request } from './request.ts';

/** Each is kept, also where another one follows. */
export function withReason(
  request: Request,
  reason: string,
  { by, at }: Pick<Moment, 'by' | 'at'>,
): Request & { reason: string } {
  return { ...request, reason, reasons: [...(request.reasons ?? []), { by, at, words: reason }] };
}

export function reasonOnTrail({ stage, reason = '' }: Request): Detail {
  return { stage, reason: { words: reason } };
}

export function signatureOnTrail({ signatures }: Request): Detail {
  const { stage = '', despite } = signatures.at(-1) ?? {};
  return { stage, ...(despite ? { despite: { words: despite } } : {}) };
}
