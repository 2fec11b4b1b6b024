<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis minScale="1e+08" version="3.22.16-Białowieża" styleCategories="Symbology|Labeling|Rendering" hasScaleBasedVisibilityFlag="0" maxScale="0">
  <pipe-data-defined-properties>
    <Option type="Map">
      <Option name="name" value="" type="QString"/>
      <Option name="properties"/>
      <Option name="type" value="collection" type="QString"/>
    </Option>
  </pipe-data-defined-properties>
  <pipe>
    <provider>
      <resampling enabled="false" zoomedInResamplingMethod="nearestNeighbour" zoomedOutResamplingMethod="nearestNeighbour" maxOversampling="2"/>
    </provider>
    <rasterrenderer alphaBand="-1" nodataColor="" type="paletted" band="1" opacity="1">
      <minMaxOrigin>
        <limits>None</limits>
        <extent>WholeRaster</extent>
        <statAccuracy>Estimated</statAccuracy>
        <cumulativeCutLower>0.02</cumulativeCutLower>
        <cumulativeCutUpper>0.98</cumulativeCutUpper>
        <stdDevFactor>2</stdDevFactor>
      </minMaxOrigin>
      <colorPalette>
        <paletteEntry color="#a6cee3" value="0" label="扇区 0" alpha="255"/>
        <paletteEntry color="#cab2d6" value="1" label="扇区 1" alpha="255"/>
        <paletteEntry color="#b2df8a" value="2" label="扇区 2" alpha="255"/>
        <paletteEntry color="#d9d2a6" value="3" label="扇区 3" alpha="255"/>
        <paletteEntry color="#8fb8c9" value="4" label="扇区 4" alpha="255"/>
        <paletteEntry color="#c9a6b8" value="5" label="扇区 5" alpha="255"/>
        <paletteEntry color="#9fc9b0" value="6" label="扇区 6" alpha="255"/>
        <paletteEntry color="#b8b8d9" value="7" label="扇区 7" alpha="255"/>
        <paletteEntry color="#d9c6e3" value="8" label="扇区 8" alpha="255"/>
        <paletteEntry color="#a8d0d0" value="9" label="扇区 9" alpha="255"/>
        <paletteEntry color="#c6d9a0" value="10" label="扇区 10" alpha="255"/>
        <paletteEntry color="#b0bcc8" value="11" label="扇区 11" alpha="255"/>
        <paletteEntry color="#a6cee3" value="12" label="扇区 12" alpha="255"/>
        <paletteEntry color="#cab2d6" value="13" label="扇区 13" alpha="255"/>
        <paletteEntry color="#b2df8a" value="14" label="扇区 14" alpha="255"/>
        <paletteEntry color="#d9d2a6" value="15" label="扇区 15" alpha="255"/>
        <paletteEntry color="#8fb8c9" value="16" label="扇区 16" alpha="255"/>
        <paletteEntry color="#c9a6b8" value="17" label="扇区 17" alpha="255"/>
        <paletteEntry color="#9fc9b0" value="18" label="扇区 18" alpha="255"/>
        <paletteEntry color="#b8b8d9" value="19" label="扇区 19" alpha="255"/>
        <paletteEntry color="#d9c6e3" value="20" label="扇区 20" alpha="255"/>
        <paletteEntry color="#a8d0d0" value="21" label="扇区 21" alpha="255"/>
        <paletteEntry color="#c6d9a0" value="22" label="扇区 22" alpha="255"/>
        <paletteEntry color="#b0bcc8" value="23" label="扇区 23" alpha="255"/>
        <paletteEntry color="#a6cee3" value="24" label="扇区 24" alpha="255"/>
        <paletteEntry color="#cab2d6" value="25" label="扇区 25" alpha="255"/>
        <paletteEntry color="#b2df8a" value="26" label="扇区 26" alpha="255"/>
        <paletteEntry color="#d9d2a6" value="27" label="扇区 27" alpha="255"/>
        <paletteEntry color="#8fb8c9" value="28" label="扇区 28" alpha="255"/>
        <paletteEntry color="#c9a6b8" value="29" label="扇区 29" alpha="255"/>
        <paletteEntry color="#9fc9b0" value="30" label="扇区 30" alpha="255"/>
        <paletteEntry color="#b8b8d9" value="31" label="扇区 31" alpha="255"/>
        <paletteEntry color="#d9c6e3" value="32" label="扇区 32" alpha="255"/>
        <paletteEntry color="#a8d0d0" value="33" label="扇区 33" alpha="255"/>
        <paletteEntry color="#c6d9a0" value="34" label="扇区 34" alpha="255"/>
        <paletteEntry color="#b0bcc8" value="35" label="扇区 35" alpha="255"/>
        <paletteEntry color="#a6cee3" value="36" label="扇区 36" alpha="255"/>
        <paletteEntry color="#cab2d6" value="37" label="扇区 37" alpha="255"/>
        <paletteEntry color="#b2df8a" value="38" label="扇区 38" alpha="255"/>
        <paletteEntry color="#d9d2a6" value="39" label="扇区 39" alpha="255"/>
        <paletteEntry color="#8fb8c9" value="40" label="扇区 40" alpha="255"/>
        <paletteEntry color="#c9a6b8" value="41" label="扇区 41" alpha="255"/>
        <paletteEntry color="#9fc9b0" value="42" label="扇区 42" alpha="255"/>
        <paletteEntry color="#b8b8d9" value="43" label="扇区 43" alpha="255"/>
        <paletteEntry color="#d9c6e3" value="44" label="扇区 44" alpha="255"/>
        <paletteEntry color="#a8d0d0" value="45" label="扇区 45" alpha="255"/>
        <paletteEntry color="#c6d9a0" value="46" label="扇区 46" alpha="255"/>
        <paletteEntry color="#b0bcc8" value="47" label="扇区 47" alpha="255"/>
        <paletteEntry color="#a6cee3" value="48" label="扇区 48" alpha="255"/>
        <paletteEntry color="#cab2d6" value="49" label="扇区 49" alpha="255"/>
        <paletteEntry color="#b2df8a" value="50" label="扇区 50" alpha="255"/>
        <paletteEntry color="#d9d2a6" value="51" label="扇区 51" alpha="255"/>
        <paletteEntry color="#8fb8c9" value="52" label="扇区 52" alpha="255"/>
        <paletteEntry color="#c9a6b8" value="53" label="扇区 53" alpha="255"/>
        <paletteEntry color="#9fc9b0" value="54" label="扇区 54" alpha="255"/>
        <paletteEntry color="#b8b8d9" value="55" label="扇区 55" alpha="255"/>
        <paletteEntry color="#d9c6e3" value="56" label="扇区 56" alpha="255"/>
        <paletteEntry color="#a8d0d0" value="57" label="扇区 57" alpha="255"/>
        <paletteEntry color="#c6d9a0" value="58" label="扇区 58" alpha="255"/>
        <paletteEntry color="#b0bcc8" value="59" label="扇区 59" alpha="255"/>
      </colorPalette>
    </rasterrenderer>
    <brightnesscontrast brightness="0" gamma="1" contrast="0"/>
    <huesaturation grayscaleMode="0" saturation="0" colorizeRed="255" colorizeStrength="100" colorizeBlue="128" colorizeOn="0" colorizeGreen="128" invertColors="0"/>
    <rasterresampler maxOversampling="2"/>
    <resamplingStage>resamplingFilter</resamplingStage>
  </pipe>
  <blendMode>0</blendMode>
</qgis>
