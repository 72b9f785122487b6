# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
"""The names of Houdini's `pdg`."""

from typing import Any

from pdg._workitem import ActiveItemBlock as ActiveItemBlock
from pdg._errors import AttribError as AttribError
from pdg._attributes import AttributeDictionary as AttributeDictionary
from pdg._attributes import AttributeFile as AttributeFile
from pdg._attributes import AttributeFloat as AttributeFloat
from pdg._attributes import AttributeGeometry as AttributeGeometry
from pdg._attributes import AttributeInt as AttributeInt
from pdg._attributes import AttributeOwner as AttributeOwner
from pdg._attributes import AttributePyObject as AttributePyObject
from pdg._attributes import AttributeString as AttributeString
from pdg._attributes import AttributeUtils as AttributeUtils
from pdg._registry import BaseType as BaseType
from pdg._registry import BaseTypeRegistry as BaseTypeRegistry
from pdg._batch import BatchWorkItem as BatchWorkItem
from pdg._errors import CookError as CookError
from pdg._context import CookOptions as CookOptions
from pdg._events import Event as Event
from pdg._events import EventEmitter as EventEmitter
from pdg._events import EventHandler as EventHandler
from pdg._enums import EventType as EventType
from pdg._errors import ExpressionError as ExpressionError
from pdg._file import File as File
from pdg._graph import Graph as Graph
from pdg._context import GraphContext as GraphContext
from pdg._attributes import IgnoreAttributeWarningsBlock as IgnoreAttributeWarningsBlock
from pdg._attributes import LockAttributesBlock as LockAttributesBlock
from pdg._graph import Node as Node
from pdg._paths import PathMap as PathMap
from pdg._paths import PathMapEditBlock as PathMapEditBlock
from pdg._paths import PathMapEntry as PathMapEntry
from pdg._port import Port as Port
from pdg._events import PyEventHandler as PyEventHandler
from pdg.scheduler import PyScheduler as PyScheduler
from pdg._registry import PySchedulerType as PySchedulerType
from pdg._scheduler import Scheduler as Scheduler
from pdg._scheduler import SchedulerBase as SchedulerBase
from pdg._registry import SchedulerType as SchedulerType
from pdg._errors import ServiceError as ServiceError
from pdg._registry import TypeRegistry as TypeRegistry
from pdg._workitem import WorkItem as WorkItem
from pdg._workitem import WorkItemData as WorkItemData
from pdg._holder import WorkItemHolder as WorkItemHolder
from pdg._holder import WorkItemOptions as WorkItemOptions
from pdg._workitem import WorkItemStats as WorkItemStats
from pdg._enums import acceptResult as acceptResult
from pdg._enums import argType as argType
from pdg._enums import attribCollisionStrategy as attribCollisionStrategy
from pdg._enums import attribCopyType as attribCopyType
from pdg._enums import attribErrorLevel as attribErrorLevel
from pdg._enums import attribFlag as attribFlag
from pdg._enums import attribMatchType as attribMatchType
from pdg._enums import attribMergeType as attribMergeType
from pdg._enums import attribOrigin as attribOrigin
from pdg._enums import attribOverwrite as attribOverwrite
from pdg._enums import attribSaveType as attribSaveType
from pdg._enums import attribType as attribType
from pdg._enums import batchActivation as batchActivation
from pdg._enums import cacheMode as cacheMode
from pdg._enums import cacheResult as cacheResult
from pdg._enums import cloneMode as cloneMode
from pdg._enums import cookType as cookType
from pdg._enums import dataType as dataType
from pdg._enums import debugLevelCache as debugLevelCache
from pdg._enums import debugLevelExpression as debugLevelExpression
from pdg._enums import debugLevelNode as debugLevelNode
from pdg._enums import debugLevelScheduler as debugLevelScheduler
from pdg._enums import debugLevelService as debugLevelService
from pdg._enums import debugLevelTransfer as debugLevelTransfer
from pdg._enums import debugLevelTypeRegistration as debugLevelTypeRegistration
from pdg._enums import debugLevelWorkItem as debugLevelWorkItem
from pdg._enums import debugLogType as debugLogType
from pdg._enums import dirtyHandlerType as dirtyHandlerType
from pdg._enums import fileTransferType as fileTransferType
from pdg._enums import fileType as fileType
from pdg._enums import generateWhen as generateWhen
from pdg._enums import generationType as generationType
from pdg._enums import language as language
from pdg._enums import nodeStatType as nodeStatType
from pdg._enums import nodeSubtype as nodeSubtype
from pdg._enums import nodeType as nodeType
from pdg._enums import pathMapMatchType as pathMapMatchType
from pdg._enums import platform as platform
from pdg._enums import portType as portType
from pdg._enums import regenerateReason as regenerateReason
from pdg._enums import regenerateResult as regenerateResult
from pdg._enums import registeredType as registeredType
from pdg._enums import result as result
from pdg._enums import scheduleResult as scheduleResult
from pdg._enums import serviceBlockCookType as serviceBlockCookType
from pdg._enums import serviceClientLogType as serviceClientLogType
from pdg._enums import serviceOwner as serviceOwner
from pdg._enums import serviceResetType as serviceResetType
from pdg._enums import serviceSchedulerType as serviceSchedulerType
from pdg._enums import serviceState as serviceState
from pdg._enums import tickResult as tickResult
from pdg._enums import transferResult as transferResult
from pdg._enums import workItemCacheState as workItemCacheState
from pdg._enums import workItemCookType as workItemCookType
from pdg._enums import workItemDataSource as workItemDataSource
from pdg._enums import workItemDirtyType as workItemDirtyType
from pdg._enums import workItemExecutionType as workItemExecutionType
from pdg._enums import workItemLogType as workItemLogType
from pdg._enums import workItemReadyResult as workItemReadyResult
from pdg._enums import workItemStatType as workItemStatType
from pdg._enums import workItemState as workItemState
from pdg._enums import workItemType as workItemType
from pdg import job as job
from pdg import scheduler as scheduler
from pdg import staticcook as staticcook
from pdg import types as types
from pdg import utils as utils

AddDependencyResult: Any
AddNodeResult: Any
AddParameterResult: Any
AddSchedulerResult: Any
AttributeConfig: Any
AttributeDictionaryBase: Any
AttributeFileBase: Any
AttributeFloatBase: Any
AttributeGeometryBase: Any
AttributeInfo: Any
AttributeIntBase: Any
AttributePattern: Any
AttributePyObjectBase: Any
AttributeSplit: Any
AttributeStringBase: Any
BasePattern: Any
Command: Any
CommandChunk: Any
ConnectResult: Any
ConstWorkItemList: Any
DeferredTask: Any
DeleteResult: Any
Dependency: Any
DependencyHolder: Any
DependencyType: Any
Dictionary: Any
DisconnectResult: Any
EvaluationContext: Any
EvaluationOptions: Any
FeedbackBegin: Any
FileDependency: Any
Filter: Any
FilterPattern: Any
FrameUtils: Any
InjectBlock: Any
JobScriptInfo: Any
Mapper: Any
MemoryInfo: Any
NodeCallbackType: Any
NodeInterface: Any
NodeOptions: Any
NodeStats: Any
PartitionHolder: Any
Partitioner: Any
Processor: Any
PyBaseObject: Any
PyDeferredTask: Any
PyDependency: Any
PyDependencyType: Any
PyMapper: Any
PyNodeCallbackType: Any
PyPartitioner: Any
PyProcessor: Any
PyWorkItem: Any
PyWorkItemData: Any
PyWorkItemDataType: Any
RemoveDependencyResult: Any
RenameNodeResult: Any
ScriptWorkItemData: Any
SearchType: Any
Service: Any
ServiceAddClientsBlock: Any
ServiceClientInfo: Any
ServiceManager: Any
ServiceType: Any
SetDefaultSchedulerResult: Any
SetExpressionResult: Any
SetSchedulerResult: Any
SetValueResult: Any
TransferPair: Any
TypeInstance: Any
ValuePattern: Any
WorkItemDataType: Any
WorkItemDirty: Any
WorkItemList: Any
attrib: Any
cacheModeMenu: Any
collectDirectResultData: Any
curPlatform: Any
defaultErrorHandler: Any
envVar: Any
findData: Any
findDirectData: Any
findDirectResultData: Any
findResultData: Any
find_first_of: Any
floatData: Any
floatDataArray: Any
generateWhenMenu: Any
genericGeneratorPresets: Any
hasFloatData: Any
hasIntData: Any
hasResultData: Any
hasStrData: Any
input: Any
intData: Any
intDataArray: Any
isEvaluating: Any
isIterable: Any
mergeOperationMenu: Any
resultData: Any
resultDataIndex: Any
resultTagMenu: Any
strData: Any
strDataArray: Any
workItem: Any
