/** Identifiers are plain strings, unique within their kind in one map or city; the aliases say which kind is meant. */
export type NodeId = string;
export type LinkId = string;
export type MovementId = string;
export type JunctionId = string;
export type SignalGroupId = string;
export type StageId = string;
export type VehicleId = string;
export type MissionId = string;
export type RequestId = string;
export type CommandId = string;
