import type {
  CallConductCase,
  CallControlCase,
  CallObservationCase,
  CallRefusalCase,
  CallReplyCase,
  CallRequestCase,
} from './call-case.ts';
import type {
  CaseDraft,
  CaseFacts,
  CaseSuite,
  ConformanceCase,
  ControlCase,
  NegotiationCase,
  ObservationCase,
  RefusalCase,
} from './case.ts';

type Facts<Case extends { kind: string }> = Omit<Case, 'kind'> & CaseFacts;

/** A terminal with one defect, which the GAP must refuse. Its twin is the same without the defect. */
export const refusal = (slug: string, facts: Facts<RefusalCase>): CaseDraft => ({
  kind: 'refusal',
  slug,
  ...facts,
});

/** A terminal that the GAP must accept. */
export const control = (slug: string, facts: Facts<ControlCase>): CaseDraft => ({
  kind: 'control',
  slug,
  ...facts,
});

/** An offer that the GAP must select, or must not. */
export const negotiation = (slug: string, facts: Facts<NegotiationCase>): CaseDraft => ({
  kind: 'negotiation',
  slug,
  ...facts,
});

/** Something to be seen of the GAP when the good terminal talks to it. */
export const observation = (slug: string, facts: Facts<ObservationCase>): CaseDraft => ({
  kind: 'observation',
  slug,
  ...facts,
});

/** A peer with one defect, to which the GAP must not send its request. */
export const callRefusal = (slug: string, facts: Facts<CallRefusalCase>): CaseDraft => ({
  kind: 'call-refusal',
  slug,
  ...facts,
});

/** A peer to which the GAP must send its request. */
export const callControl = (slug: string, facts: Facts<CallControlCase>): CaseDraft => ({
  kind: 'call-control',
  slug,
  ...facts,
});

/** Something to be seen of the GAP when it calls the right peer. */
export const callObservation = (slug: string, facts: Facts<CallObservationCase>): CaseDraft => ({
  kind: 'call-observation',
  slug,
  ...facts,
});

/** An answer of the peer of which the GAP must say that the action was refused, unless told otherwise. */
export const callReply = (slug: string, facts: Facts<CallReplyCase>): CaseDraft => ({
  kind: 'call-reply',
  slug,
  ...facts,
});

/** Something to be seen of what the GAP asks the right peer. */
export const callRequest = (slug: string, facts: Facts<CallRequestCase>): CaseDraft => ({
  kind: 'call-request',
  slug,
  ...facts,
});

/** Something to be seen of what the GAP does in the course of several steps. */
export const callConduct = (slug: string, facts: Facts<CallConductCase>): CaseDraft => ({
  kind: 'call-conduct',
  slug,
  ...facts,
});

/** The cases of one topic of a suite; their ids derive from it. */
export function topic(
  suite: CaseSuite,
  name: string,
  drafts: readonly CaseDraft[],
): readonly ConformanceCase[] {
  return drafts.map(({ slug, ...draft }) => ({
    ...draft,
    id: `${suite}/${name}/${slug}`,
    suite,
    topic: name,
  }));
}
